#if canImport(Glibc)
  import CalibrationTraining
  import Glibc
  import Testing

  @Suite struct FreedMemoryTests {
    private static let pageCount = 4096

    /// Allocates a block, writes to it and frees it; returns how many of its pages were in memory
    /// before it was written to.
    private static func pagesInMemoryOfNewBlock() -> Int {
      let pageSize = Int(getpagesize())
      let byteCount = pageCount * pageSize
      let block = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: pageSize)
      defer { block.deallocate() }
      var states = [UInt8](repeating: 0, count: pageCount)
      mincore(block, byteCount, &states)
      memset(block, 1, byteCount)
      return states.count { $0 & 1 == 1 }
    }

    // In a process of its own, and nothing between the blocks: whatever else allocates, on any
    // thread, may take their place.
    @Test func blocksThatWereFreedAreUsedAgain() async {
      await #expect(processExitsWith: .success) {
        _ = Self.pagesInMemoryOfNewBlock()
        let given = Self.pagesInMemoryOfNewBlock()
        FreedMemory.keep()
        _ = Self.pagesInMemoryOfNewBlock()
        let kept = Self.pagesInMemoryOfNewBlock()
        #expect(given < Self.pageCount / 2)
        // All but a few, which smaller blocks may have taken.
        #expect(kept > Self.pageCount / 2)
      }
    }
  }
#endif
