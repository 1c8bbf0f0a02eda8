import TorchShim

/// How many threads libtorch uses within one operation.
///
/// The order of sums depends on it: the same seed gives the same bits only with the same number of
/// threads.
package enum Threads {
  package static var count: Int { Int(ts_thread_count()) }

  package static func use(_ count: Int) {
    ts_set_thread_count(Int32(count))
  }
}
