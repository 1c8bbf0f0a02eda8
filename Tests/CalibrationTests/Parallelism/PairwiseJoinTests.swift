import Testing

@testable import Calibration

@Suite struct PairwiseJoinTests {
  /// Lists join to the same list in any tree, if neighbours alone are joined, the left one first.
  @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 13, 64, 100])
  func everyBlockCountsOnceInOrder(blocks: Int) {
    let joined = Workers.join(blocks: blocks) {
      [$0]
    } with: {
      $0 += $1
    }
    #expect(joined == Array(0..<blocks))
  }

  @Test func nothingJoinsToNothing() {
    #expect(
      Workers.join(blocks: 0) {
        $0
      } with: {
        $0 += $1
      } == nil
    )
  }

  @Test func theTreeDependsOnTheNumberOfBlocksAlone() {
    let trees = [nil, 1, 2, 3].map { limit in
      Workers.$limit.withValue(limit) {
        Workers.join(blocks: 6) {
          "\($0)"
        } with: {
          $0 = "(\($0)\($1))"
        }
      }
    }
    #expect(trees == [String?](repeating: "(((01)(23))(45))", count: 4))
  }
}
