import Testing

@testable import CalibrationTraining

@Suite struct ContactSheetTests {
  @Test func rowsAreClassesWithImagesAtEvenDistances() throws {
    // Class k has the images k, k + 3, k + 6, …
    let sheet = ContactSheet(.synthetic(30), imagesPerClass: 5)
    #expect(sheet.labels == [0, 1, 2])
    #expect(sheet.rows == (0..<3).map { label in [0, 6, 12, 18, 24].map { $0 + label } })
    let picture = try sheet.picture()
    // Images of 6×5 pixels become 76×64, with 4 white pixels around each.
    #expect(picture.shape == ImageShape(height: 3 * 68 + 4, width: 5 * 80 + 4))
    #expect(picture.pixels[0] == 255)
    let cell = try LabeledImages.synthetic(30).image(7).resized(to: ImageShape(height: 64, width: 76))
    let corner = 3 * ((4 + 68) * picture.shape.width + 4 + 80)
    #expect(Array(picture.pixels[corner..<(corner + 3 * 76)]) == Array(cell.pixels[..<(3 * 76)]))
  }

  @Test func manyClassesAreThinnedOut() {
    let sheet = ContactSheet(.synthetic(200, classCount: 100), classLimit: 4)
    #expect(sheet.labels == [0, 25, 50, 75])
    #expect(sheet.rows == [[0, 100], [25, 125], [50, 150], [75, 175]])
  }
}
