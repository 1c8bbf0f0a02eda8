import Foundation
import TestSupport
import Testing

@testable import CalibrationFiles

@Suite struct OutputCheckTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.file("data.npz", "data")
  }

  private func link(_ name: String, to target: String) throws -> String {
    try FileManager.default.createSymbolicLink(atPath: folder.path(name), withDestinationPath: target)
    return folder.path(name)
  }

  private func expectRefusal(outputs: [String], inputs: [String] = [], saying words: String...) {
    do throws(FileError) {
      try OutputCheck.check(outputs: outputs, inputs: inputs)
      Issue.record("\(outputs) beside \(inputs) was taken")
    } catch {
      #expect(error.kind == .cannotCreate)
      for word in words { #expect(error.description.contains(word), "\(error)") }
    }
  }

  @Test func anInputUnderAnyNameIsNoOutput() throws {
    let data = folder.path("data.npz")
    expectRefusal(outputs: [data], inputs: [data], saying: "would be replaced", "another name")
    let others = [
      folder.path("./data.npz"), try link("link.npz", to: "data.npz"),
      try link("absolute.npz", to: data), try link("second.npz", to: "link.npz"),
    ]
    for other in others {
      expectRefusal(outputs: [other], inputs: [data], saying: other, "the same file", data)
      expectRefusal(outputs: [data], inputs: ["x", other], saying: "the same file", other)
    }
    try FileManager.default.linkItem(atPath: data, toPath: folder.path("hard.npz"))
    expectRefusal(outputs: [folder.path("hard.npz")], inputs: [data], saying: "the same file")
  }

  @Test func twoOutputsAreTwoFilesEvenBeforeTheyExist() throws {
    let new = folder.path("new.csv")
    expectRefusal(outputs: [new, new], saying: "two outputs", "different names")
    let others = [folder.path("./new.csv"), try link("to-new.csv", to: "new.csv")]
    for other in others {
      expectRefusal(outputs: [new, other], saying: "the same file as the output", new)
    }
  }

  @Test func differentFilesAndDevicesAreTaken() throws {
    try folder.file("other.npz", "data")
    let dangling = try link("dangling.npz", to: "nowhere/x.npz")
    try OutputCheck.check(
      outputs: [
        folder.path("a"), folder.path("b"), folder.path("other.npz"), dangling, "/dev/null",
      ],
      inputs: [folder.path("data.npz"), folder.path("missing"), "/dev/null", "-"]
    )
    try OutputCheck.check(outputs: ["/dev/null", "/dev/null"], inputs: [])
  }
}
