import ArgumentParser
import CalibrationFiles
import CalibrationTraining
import Foundation

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what is in a folder of images: classes, counts, sizes, damaged files.",
    discussion: """
      Understands the binary files of CIFAR-10 and CIFAR-100, Tiny ImageNet, and folders of class \
      folders with JPEG or PNG images, directly or in train and test (or val).
      """
  )

  @Argument(help: "The folder of the data set.")
  var folder: String

  @Option(help: "What to do with damaged images: skip or stop.")
  var damaged = DamagedImages.skip

  @Option(help: "Draw some training images of each class into this PNG file.")
  var contactSheet: String?

  @Flag(help: "Write JSON instead of text.")
  var json = false

  func run() throws {
    try reportingFailures {
      let data = try ImageFolder.open(folder, options: ImageFolder.Options(damagedImages: damaged))
      var inspection = Inspection(data)
      if let contactSheet {
        let sheet = ContactSheet(data.training)
        try sheet.picture().writePNG(to: contactSheet)
        inspection.contactSheet = Inspection.Sheet(path: contactSheet, rows: sheet.labels.map { data.classNames[$0] })
      }
      print(json ? try inspection.json() : inspection.lines().joined(separator: "\n"))
    }
  }
}

extension DamagedImages: ExpressibleByArgument {}
