#if canImport(Glibc)
  import CalibrationTraining
  import Glibc
  import Testing

  @Suite struct FreedMemoryTests {
    private let pageSize = Int(getpagesize())
    private let pageCount = 4096

    /// Allocates a block, writes to it and frees it; returns how many of its pages were in memory
    /// before it was written to.
    private func pagesInMemoryOfNewBlock() -> Int {
      let byteCount = pageCount * pageSize
      let block = UnsafeMutableRawPointer.allocate(
        byteCount: byteCount,
        alignment: pageSize
      )
      defer { block.deallocate() }
      var states = [UInt8](repeating: 0, count: pageCount)
      mincore(block, byteCount, &states)
      memset(block, 1, byteCount)
      return states.count { $0 & 1 == 1 }
    }

    @Test func blocksThatWereFreedAreUsedAgain() {
      FreedMemory.keep()
      _ = pagesInMemoryOfNewBlock()
      // All but a few, which smaller blocks may have taken in between.
      #expect(pagesInMemoryOfNewBlock() > pageCount / 2)
    }
  }
#endif
