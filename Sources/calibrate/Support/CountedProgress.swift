import Dispatch

/// A line on the terminal that says how many of several tasks are done; tasks may run at the same time.
final class CountedProgress: @unchecked Sendable {
  private let title: String
  private let count: Int
  private let access = DispatchQueue(label: "CountedProgress.access")
  private let line = Progress()
  private var done = 0
  private var running: [String] = []

  init(_ title: String, count: Int) {
    self.title = title
    self.count = count
  }

  func started(_ task: String) {
    access.sync {
      running.append(task)
      show()
    }
  }

  func finished(_ task: String) {
    access.sync {
      if let index = running.firstIndex(of: task) { running.remove(at: index) }
      done += 1
      show()
    }
  }

  private func show() {
    if done == count {
      line.clear()
    } else {
      line.say("\(title) \(done) of \(count): \(running.joined(separator: ", "))")
    }
  }
}
