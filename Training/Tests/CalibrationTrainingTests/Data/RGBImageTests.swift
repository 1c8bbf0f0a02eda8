import CalibrationFiles
import Foundation
import Testing

@testable import CalibrationTraining

@Suite struct RGBImageTests {
  private struct Expected: Decodable {
    let height: Int
    let width: Int
    let pixels: [UInt8]
  }

  private static let fixtures =
    Bundle.module.bundlePath + "/Fixtures/Images"

  private static let names = [
    "rgb.jpg", "progressive.jpg", "grey.jpg", "cmyk.jpg", "rgb.png", "grey.png", "grey-alpha.png",
    "alpha.png", "palette.png", "one-bit.png", "grey-16.png",
  ]

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(fixtures)/\(name)")))
  }

  @Test(arguments: names)
  func decodesLikePillow(name: String) throws {
    let json = try Data(contentsOf: URL(fileURLWithPath: "\(Self.fixtures)/expected.json"))
    let expected = try #require(try JSONDecoder().decode([String: Expected].self, from: json)[name])
    let path = "\(Self.fixtures)/\(name)"
    let shape = ImageShape(height: expected.height, width: expected.width)
    #expect(try RGBImage.shape(ofFile: path) == shape)
    let image = try RGBImage(contentsOf: path)
    #expect(image.shape == shape)
    // Versions of libjpeg may round the cosine transform and chroma differently; PNG is exact.
    let tolerance = name.hasSuffix(".jpg") ? 2 : 0
    let differences = zip(image.pixels, expected.pixels).map { abs(Int($0) - Int($1)) }
    #expect(differences.count == shape.byteCount)
    #expect(differences.allSatisfy { $0 <= tolerance }, "\(differences)")
  }

  @Test(arguments: names)
  func everyBeginningOfAFileIsDamaged(name: String) throws {
    let folder = try TemporaryFolder()
    let bytes = try Self.bytes(name)
    for count in 0..<bytes.count {
      let path = try folder.write(Array(bytes[..<count]), to: "cut")
      let error = failure { () throws(FileError) in _ = try RGBImage(contentsOf: path) }
      // The last two bytes of a JPEG file are its end marker, after which nothing is missing.
      let isWhole = name.hasSuffix(".jpg") && count > bytes.count - 2
      #expect(isWhole || error?.kind == .badData, "\(count) of \(bytes.count) bytes")
      #expect(isWhole || error?.path == path)
    }
  }

  @Test(arguments: names)
  func noCorruptionCrashes(name: String) throws {
    let folder = try TemporaryFolder()
    let bytes = try Self.bytes(name)
    let seed = UInt64.random(in: 0 ... .max)
    var stream = RandomStream(seed: seed, .split)
    var readCount = 0
    for _ in 0..<100 {
      var corrupt = bytes
      for _ in 0...stream.integer(below: 4) {
        corrupt[stream.integer(below: bytes.count)] = UInt8(stream.integer(below: 256))
      }
      let path = try folder.write(corrupt, to: "corrupt")
      if let image = try? RGBImage(contentsOf: path) {
        readCount += 1
        #expect(image.pixels.count == image.shape.byteCount, "seed \(seed)")
      } else {
        let error = failure { () throws(FileError) in _ = try RGBImage(contentsOf: path) }
        #expect(error?.kind == .badData, "seed \(seed)")
      }
    }
    // PNG has a checksum over everything that matters.
    if name.hasSuffix(".png") { #expect(readCount < 50, "seed \(seed)") }
  }

  @Test func aHeaderOfGiganticSizeIsRefused() throws {
    let folder = try TemporaryFolder()
    var bytes = try Self.bytes("rgb.jpg")
    // Height and width follow the marker, the length of its segment and the precision.
    let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
    bytes.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFF, 0xDC, 0xFF, 0xDC])
    let path = try folder.write(bytes, to: "gigantic.jpg")
    let error = failure { () throws(FileError) in _ = try RGBImage(contentsOf: path) }
    #expect(error?.kind == .badData)
    #expect(error?.reason.contains("65500 x 65500 pixels") == true)
  }

  @Test func whatIsNoImageSaysSo() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write("not an image", to: "text.jpg")
    let error = failure { () throws(FileError) in _ = try RGBImage(contentsOf: text) }
    #expect(error?.reason.contains("neither a JPEG nor a PNG") == true)
    let empty = try folder.write([], to: "empty.png")
    let emptyError = failure { () throws(FileError) in _ = try RGBImage(contentsOf: empty) }
    #expect(emptyError?.reason.contains("the file is empty") == true)
    let missing = failure { () throws(FileError) in
      _ = try RGBImage(contentsOf: folder.path + "/none.png")
    }
    #expect(missing?.kind == .noInput)
    let directory = failure { () throws(FileError) in _ = try RGBImage(contentsOf: folder.path) }
    #expect(directory?.kind == .noInput)
  }

  @Test func aSizeBehindALongCommentIsFound() throws {
    let folder = try TemporaryFolder()
    let bytes = try Self.bytes("rgb.jpg")
    let comment = [0xFF, 0xFE, 0xFF, 0xFF] + [UInt8](repeating: 0x20, count: 0xFFFD)
    let path = try folder.write(Array(bytes[..<2]) + comment + bytes[2...], to: "comment.jpg")
    #expect(try RGBImage.shape(ofFile: path) == ImageShape(height: 5, width: 7))
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let folder = try TemporaryFolder()
    let shape = ImageShape(height: 9, width: 13)
    let image = RGBImage(shape: shape, pixels: (0..<shape.byteCount).map { UInt8(truncatingIfNeeded: $0 * $0 * 31) })
    try image.writePNG(to: folder.path + "/image.png")
    #expect(try RGBImage(contentsOf: folder.path + "/image.png") == image)
  }

  @Test func resizingKeepsOneColour() {
    let shape = ImageShape(height: 11, width: 17)
    let image = RGBImage(shape: shape, pixels: (0..<shape.pixelCount).flatMap { _ in [3, 127, 255] as [UInt8] })
    for shape in [
      ImageShape(height: 5, width: 5), ImageShape(height: 1, width: 1),
      ImageShape(height: 40, width: 23), ImageShape(height: 3, width: 60),
    ] {
      let resized = image.resized(to: shape)
      #expect(resized.shape == shape)
      #expect(resized.pixels == (0..<shape.pixelCount).flatMap { _ in [3, 127, 255] as [UInt8] })
    }
  }

  @Test func halvingAveragesAndKeepsLines() {
    // Symmetric weights leave a linear ramp in place, away from the borders: pixel i of the half
    // lies at 2i + ½ of the whole.
    let image = RGBImage(
      shape: ImageShape(height: 16, width: 16),
      pixels: (0..<256).flatMap { [UInt8](repeating: UInt8(10 * ($0 % 16)), count: 3) }
    )
    let half = image.resized(to: ImageShape(height: 8, width: 8))
    for column in 1..<7 {
      #expect(half.pixels[3 * (8 * 4 + column)] == UInt8(20 * column + 5))
    }
  }

  @Test func theMiddleOfAWideImageIsTaken() {
    // Red, green and blue thirds; the middle third is what a square takes.
    let colors: [[UInt8]] = [[255, 0, 0], [0, 255, 0], [0, 0, 255]]
    let image = RGBImage(
      shape: ImageShape(height: 6, width: 18),
      pixels: (0..<(6 * 18)).flatMap { colors[$0 % 18 / 6] }
    )
    let square = image.resized(to: ImageShape(height: 6, width: 6))
    #expect(square.pixels == (0..<36).flatMap { _ in colors[1] })
    #expect(image.resized(to: image.shape) == image)
  }
  @Test func aRibbonIsCutToItsMiddle() {
    // What is cut off may be thousands of times what is used.
    var pixels = [UInt8](repeating: 9, count: 3 * 20_001)
    for channel in 0..<3 { pixels[3 * 10_000 + channel] = 200 }
    for shape in [ImageShape(height: 20_001, width: 1), ImageShape(height: 1, width: 20_001)] {
      let resized = RGBImage(shape: shape, pixels: pixels).resized(to: ImageShape(height: 3, width: 3))
      // The middle pixel of the ribbon lies in the middle of the square.
      #expect(Array(resized.pixels[12..<15]) == [200, 200, 200])
    }
  }
}
