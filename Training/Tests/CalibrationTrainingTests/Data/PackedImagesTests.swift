import CalibrationFiles
import Testing

@testable import CalibrationTraining

@Suite struct PackedImagesTests {
  private static func image(_ index: Int, of source: some ImageSource) throws -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: source.shape.byteCount)
    try pixels.withUnsafeMutableBufferPointer { try source.read(index, into: $0) }
    return pixels
  }

  @Test func hasTheImagesOfItsSource() throws {
    let source = SyntheticImages(imageCount: 7)
    let packed = try PackedImages(source)
    #expect(packed.imageCount == 7)
    for index in 0..<7 {
      #expect(try Self.image(index, of: packed) == Self.image(index, of: source))
    }
    #expect(try PackedImages(SyntheticImages(imageCount: 0)).imageCount == 0)
  }

  @Test func aDamagedImageIsNamedAndLeavesTheOthers() throws {
    let source = SyntheticImages(imageCount: 4, damagedImage: 2)
    #expect(throws: FileError.self) { try PackedImages(source) }
    let (images, failures) = PackedImages.reading(source)
    #expect(failures.map(\.index) == [2])
    #expect(failures.map(\.error.path) == ["2.png"])
    #expect(try Self.image(3, of: images) == Self.image(3, of: source))
    #expect(try Self.image(2, of: images).allSatisfy { $0 == 0 })
  }
}
