import CalibrationFiles
import Foundation
import Testing

@testable import CalibrationTraining

@Suite struct ExperimentPlanTests {
  private let folder: TemporaryFolder
  private let lists = "networks = [\"resnet-20\"]\nlosses = [\"cross-entropy\"]\n"

  init() throws {
    folder = try TemporaryFolder()
  }

  private func failure(_ text: String) throws -> FileError? {
    let path = try folder.write(text, to: "plan.toml")
    return CalibrationTrainingTests.failure { () throws(FileError) in
      _ = try ExperimentPlan(contentsOf: path)
    }
  }

  private func failure(settings: String, regime: String = "") throws -> FileError? {
    try failure("name = \"p\"\n\(settings)\n[[regimes]]\nname = \"plain\"\n\(regime)\n")
  }

  @Test func whatAPlanDoesNotSayIsAsInARun() throws {
    let run = try #require(folder.writePlan(lists).runs(on: "images", in: "out").first)
    let expected = RunConfiguration(data: "images", network: "resnet-20", loss: "cross-entropy")
    #expect(run.configuration == expected)
  }

  @Test func aRegimeOverridesThePlan() throws {
    let path = try folder.write(
      """
      name = "two"
      data = "images"
      \(lists)
      epochs = 7
      batch-size = 16
      schedule = "step:0.1@3,5"
      validation = 100
      [[regimes]]
      name = "augmented"
      crop = 2
      [[regimes]]
      name = "plain"
      losses = ["focal:3", "flsd-53"]
      seeds = [4, 5]
      epochs = 9
      train-fraction = 1
      augmentation = false
      validation = 0.25
      """,
      to: "plan.toml"
    )
    let plan = try ExperimentPlan(contentsOf: path)
    #expect(plan.data == "images")
    let runs = plan.runs(on: "images", in: "out", device: .cpu, threads: 3)
    #expect(
      runs.map(\.name) == [
        "augmented/resnet-20/cross-entropy/seed-1", "plain/resnet-20/focal-3/seed-4",
        "plain/resnet-20/focal-3/seed-5", "plain/resnet-20/flsd-53/seed-4",
        "plain/resnet-20/flsd-53/seed-5",
      ]
    )
    let first = try #require(runs.first?.configuration)
    let last = try #require(runs.last?.configuration)
    #expect(first.epochs == 7 && last.epochs == 9)
    #expect(first.batchSize == 16 && last.batchSize == 16)
    #expect(last.schedule == .step(factor: 0.1, afterEpochs: [3, 5]))
    #expect(first.split.validation == .count(100) && last.split.validation == .fraction(0.25))
    #expect(first.augmentation == Augmentation(padding: 2) && last.augmentation == nil)
    #expect(last.seed == 5 && last.loss == "flsd-53" && last.threads == 3 && last.device == .cpu)
  }

  @Test func aMistakeNamesTheFileTheRegimeAndTheKey() throws {
    let mistakes: [(settings: String, regime: String, part: String?, reason: String)] = [
      (lists + "epoch = 3", "", nil, "there is no key `epoch`; allowed are name"),
      (lists, "lr = 3", "regime `plain`", "there is no key `lr`; allowed are name, networks"),
      (lists, "losses = [\"vocal:3\"]", "regime `plain`, key `losses`", "did you mean focal?"),
      (lists, "losses = [\"focal:x\"]", "regime `plain`, key `losses`", "type it as focal:3"),
      (lists, "networks = [\"resnet\"]", "regime `plain`, key `networks`", "no network 'resnet'"),
      (lists, "losses = []", "regime `plain`, key `losses`", "the list is empty"),
      (lists, "losses = [\"brier\", 3]", "regime `plain`, key `losses`", "a list of texts"),
      (lists, "seeds = [1, 2, 1]", "regime `plain`, key `seeds`", "`1` is in the list twice"),
      (lists, "seeds = [-1]", "regime `plain`, key `seeds`", "negative"),
      (lists, "epochs = 2.5", "regime `plain`, key `epochs`", "a whole number"),
      (lists, "epochs = 0", "regime `plain`", "epochs is 0; give a positive number"),
      (lists, "crop = -1", "regime `plain`, key `crop`", "at least 0"),
      (lists, "schedule = \"linear\"", "regime `plain`, key `schedule`", "give constant, cosine"),
      (lists, "damaged = \"mend\"", "regime `plain`, key `damaged`", "not skip or stop"),
      ("networks = [\"resnet-20\"]", "", "regime `plain`, key `losses`", "missing"),
    ]
    for mistake in mistakes {
      let error = try #require(try failure(settings: mistake.settings, regime: mistake.regime))
      #expect(error.kind == .badData)
      #expect(error.path == "\(folder.path)/plan.toml")
      #expect(error.part == mistake.part)
      #expect(error.reason.contains(mistake.reason), "\(error)")
    }
  }

  @Test func whatIsNoPlanIsRefused() throws {
    #expect(try failure("name = \"p\"\nepochs = = 3\n")?.part == "line 2")
    #expect(try failure("")?.part == "key `name`")
    #expect(try failure("name = \"p\"\n" + lists)?.part == "key `regimes`")
    #expect(try failure("name = \"p\"\nregimes = [1]\n" + lists)?.part == "key `regimes`")
    let twice = "[[regimes]]\nname = \"a\"\n"
    let error = try failure("name = \"p\"\n" + lists + twice + twice)
    #expect(error?.reason.contains("two regimes `a`") == true)
    for name in ["", "../a", ".a", "a b"] {
      let error = try failure("name = \"p\"\n\(lists)[[regimes]]\nname = \"\(name)\"\n")
      #expect(error?.part == "regime 1, key `name`")
    }
  }

  @Test(arguments: [
    ("cifar10-laptop", 10), ("tiny-imagenet-laptop", 5), ("published-cifar10", 24),
    ("published-cifar100", 24), ("published-tiny-imagenet", 24), ("cifar10-smoke", 2),
  ])
  func shippedPlansExpand(name: String, runCount: Int) throws {
    let plans = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Experiments").standardizedFileURL.path
    let plan = try ExperimentPlan(contentsOf: "\(plans)/\(name).toml")
    #expect(plan.name == name)
    #expect(plan.data != nil || plan.usesSampleImages)
    let runs = plan.runs(on: "images", in: "out")
    #expect(runs.count == runCount)
    #expect(Set(runs.map(\.name)).count == runCount)
    let isPublished = name.hasPrefix("published")
    #expect(runs.allSatisfy { ($0.configuration.network == "resnet-50") == isPublished })
  }

  @Test func plansAreFoundByPathAndByName() throws {
    let path = try folder.write("", to: "Experiments/mine.toml")
    #expect(try ExperimentPlan.path(of: path) == path)
    #expect(try ExperimentPlan.path(of: "\(folder.path)/Experiments/mine") == path)
    let program = "\(folder.path)/.build/debug/calibrate-train"
    let found = try ExperimentPlan.path(of: "mine", program: program)
    #expect(found.hasSuffix("/Experiments/mine.toml"))
    // A folder is no plan.
    let error = CalibrationTrainingTests.failure { () throws(FileError) in
      _ = try ExperimentPlan.path(of: folder.path, program: program)
    }
    #expect(error?.kind == .noInput)
  }
}
