import Testing

@testable import CalibrationFiles

@Test(arguments: ["x", "x.txt", "x.npy.gz", "npy", ".npy", "dir.npy/x"])
func `A name without a known ending is refused`(_ name: String) {
  expectError(.cannotCreate, saying: name, ".npy, .npz, .csv or .tsv") {
    _ = try OutputFormat(path: name)
  }
}

@Test func `Endings are known in either case`() throws {
  #expect(try OutputFormat(path: "a.b/X.NPZ") == .npz)
}
