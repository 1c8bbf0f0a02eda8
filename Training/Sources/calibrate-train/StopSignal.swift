import Foundation

/// Notes the first SIGINT or SIGTERM, so that a run can stop between two steps; a second one ends
/// the process at once.
final class StopSignal {
  private let state: State
  private let sources: [any DispatchSourceSignal]

  /// Starts to listen.
  init() {
    let state = State()
    self.state = state
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        state.note(number)
        signal(number, SIG_DFL)
      }
      source.resume()
      return source
    }
  }

  /// The signal that came, if one did.
  var number: Int32? { state.number }

  /// What the handlers and the run share.
  private final class State: @unchecked Sendable {
    private let lock = NSLock()
    private var noted: Int32?

    var number: Int32? { lock.withLock { noted } }

    func note(_ number: Int32) {
      lock.withLock { noted = noted ?? number }
    }
  }
}
