import CalibrationTraining
import Foundation
import Testing

@testable import calibrate_train

@Suite struct InspectionTests {
  private static func inspection() throws -> Inspection {
    let folder = try TemporaryFolder()
    for name in ["train/cat/1.png", "train/cat/2.png", "train/dog/1.png"] {
      try folder.writeImage(name)
    }
    try folder.writeImage("train/dog/2.png", shape: ImageShape(height: 3, width: 9))
    for name in ["test/cat/1.png", "test/dog/1.png", "more/x.png"] { try folder.writeImage(name) }
    try folder.write([], to: "test/dog/2.png")
    let options = ImageFolder.Options(damagedImages: .skip)
    return Inspection(try ImageFolder.open(folder.path, options: options))
  }

  @Test func textHasClassesSizesAndDamage() throws {
    let text = try Self.inspection().lines()
    #expect(text.contains("cat           2       1"))
    #expect(text.contains("all           4       2"))
    #expect(text.contains("  4×4  5 images"))
    #expect(text.contains("  9×3  1 image"))
    #expect(text.contains("damaged or no images, skipped: 1"))
    #expect(text.contains { $0.contains("test/dog/2.png: the image is damaged") })
    #expect(text.contains("not used: more"))
  }

  @Test func jsonHasTheSame() throws {
    let json = Data(try Self.inspection().json().utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    #expect(object["training"] as? Int == 4)
    #expect(object["test"] as? Int == 2)
    #expect(object["format"] as? String == "class-folders")
    #expect(object["unused_folders"] as? [String] == ["more"])
    let sizes = try #require(object["image_sizes"] as? [[String: Int]])
    #expect(sizes.first == ["height": 4, "width": 4, "images": 5])
    #expect((object["damaged_files"] as? [[String: String]])?.count == 1)
  }
}
