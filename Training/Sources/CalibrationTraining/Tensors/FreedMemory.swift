import TorchShim

/// What the allocator of the process does with memory that is freed.
package enum FreedMemory {
  /// From now on keeps what is freed for what is allocated next, instead of giving it back to the
  /// system. Does nothing where the allocator is not glibc's.
  ///
  /// Every step frees the activations of the one before it. Memory that the system hands out anew is
  /// zeroed and mapped page by page; that took about an eighth of the processor time of training.
  package static func keep() {
    ts_keep_freed_memory()
  }
}
