import CalibrationTraining
import Testing

@Suite struct LearningRateScheduleTests {
  @Test(arguments: ["constant", "cosine", "step:0.1@150,250", "step:2.0@1"])
  func theTextIsRead(text: String) throws {
    #expect(try #require(LearningRateSchedule(text)).description == text)
  }

  @Test(arguments: [
    "", "step", "step:0.1", "step:0.1@", "step:0.1@250,150", "step:0.1@0", "step:0.1@5,",
    "step:0@5", "step:-1@5", "step:nan@5", "step:inf@5", "step:0.1@5@6", "Cosine",
  ])
  func otherTextIsNot(text: String) {
    #expect(LearningRateSchedule(text) == nil)
  }
}
