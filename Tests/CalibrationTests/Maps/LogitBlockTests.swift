import Testing

@testable import Calibration

@Suite struct LogitBlockTests {
  @Test func rowsLieOneAfterTheOther() {
    var scores = [1.0, 2, 3, 4, 5, 6]
    scores.withUnsafeMutableBufferPointer { buffer in
      let block = LogitBlock(buffer, classCount: 3)
      #expect(block.rowCount == 2)
      #expect(Array(block[0]) == [1, 2, 3])
      #expect(Array(block[1]) == [4, 5, 6])
      block[1][0] = 9
    }
    #expect(scores[3] == 9)
  }
}
