/// A suite whose tests train on a few images in a folder of their own.
class TinyDataTests {
  let folder: TemporaryFolder
  /// The folder of the images.
  let data: String

  init(imagesPerClass: Int) throws {
    folder = try TemporaryFolder()
    data = try folder.writeTinyData(imagesPerClass: imagesPerClass)
  }
}
