import Dispatch

extension Workers {
  /// Calls `body` once for each block index, in parallel, and joins the results: neighbours with each
  /// other, then the pairs, and so on, each as soon as both parts are there.
  ///
  /// For results so large that joining them takes time. `nil` if there are no blocks.
  package static func join<Result: Sendable>(
    blocks: Int,
    _ body: @Sendable (Int) -> Result,
    with join: @escaping @Sendable (inout Result, Result) -> Void
  ) -> Result? {
    let tree = PairwiseJoin(leafCount: blocks, join)
    run(blocks: blocks) { tree.add(body($0), atLeaf: $0) }
    return tree.root
  }
}

/// The values at the leaves of a binary tree, joined from the leaves to the root in an order that
/// does not depend on when they come.
private final class PairwiseJoin<Value: Sendable>: @unchecked Sendable {
  private struct Node: Hashable {
    var height = 0
    var index: Int
  }

  private let leafCount: Int
  private let join: @Sendable (inout Value, Value) -> Void
  private let access = DispatchQueue(label: "PairwiseJoin.access")
  /// Values whose sibling has not come yet, and that of the root.
  private var waiting: [Node: Value] = [:]

  init(leafCount: Int, _ join: @escaping @Sendable (inout Value, Value) -> Void) {
    self.leafCount = leafCount
    self.join = join
  }

  var root: Value? { access.sync { waiting.values.first } }

  func add(_ value: Value, atLeaf index: Int) {
    var value = value
    var node = Node(index: index)
    var nodeCount = leafCount
    while nodeCount > 1 {
      let sibling = Node(height: node.height, index: node.index ^ 1)
      if sibling.index < nodeCount {
        guard let other = take(sibling, leaving: value, at: node) else { return }
        if sibling.index < node.index {
          var left = other
          join(&left, value)
          value = left
        } else {
          join(&value, other)
        }
      }
      node = Node(height: node.height + 1, index: node.index / 2)
      nodeCount = (nodeCount + 1) / 2
    }
    access.sync { waiting[node] = value }
  }

  /// The sibling's value; if it has not come, the node's own is left for it.
  private func take(_ sibling: Node, leaving value: Value, at node: Node) -> Value? {
    access.sync {
      if let other = waiting.removeValue(forKey: sibling) { return other }
      waiting[node] = value
      return nil
    }
  }
}
