import CalibrationTraining
import Testing

@Suite struct LabeledImagesTests {
  @Test func aSubsetOfASubsetHasTheImagesOfTheWhole() throws {
    let images = LabeledImages.synthetic(10, classCount: 4)
    let subset = images.subset([9, 2, 5, 3]).subset([3, 0, 0])
    #expect(subset.labels == [3, 1, 1])
    #expect(try subset.image(0) == images.image(3))
    #expect(try subset.image(2) == images.image(9))
    #expect(subset.classSizes == [0, 2, 0, 1])
    #expect(images.subset([]).count == 0)
  }
}
