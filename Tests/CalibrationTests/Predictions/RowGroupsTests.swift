import Calibration
import Testing

@Suite struct RowGroupsTests {
  @Test func numbersComeBeforeTextsInTheirOwnOrder() {
    let groups = RowGroups(["10", "b", "9", "a", "10", "-1", "é"])
    #expect(groups.names == ["-1", "9", "10", "a", "b", "é"])
    #expect(groups.indices == [2, 4, 1, 3, 2, 0, 5])
    #expect(groups.rowCount == 7)
  }

  @Test func equalNumbersWrittenDifferentlyAreGroupsOfTheirOwn() {
    #expect(RowGroups(["1.0", "1", "01"]).names == ["01", "1", "1.0"])
  }

  @Test func noRows() {
    #expect(RowGroups([]).names.isEmpty)
  }
}
