import TestSupport
import Testing

@testable import CalibrationFiles

@Test func `Whole numbers are written as vectors`() throws {
  let directory = try TemporaryFolder()
  let path = directory.path + "/x.npy"
  for values in [[], [1], [3, -1, 1 << 30]] {
    try NpyVector.write(values.map(Int32.init), to: path)
    var array = try NumericArray(npy: MappedFile.open(path: path), location: FileLocation(path: path))
    #expect(array.elementType == .int32)
    #expect(try array.doubles() == values.map(Double.init))
    try NpyVector.write(values.map(Int64.init), to: path)
    array = try NumericArray(npy: MappedFile.open(path: path), location: FileLocation(path: path))
    #expect(array.elementType == .int64)
    #expect(array.shape == [values.count])
    #expect(try array.doubles() == values.map(Double.init))
  }
}
