import CalibrationTraining
import Testing

@Suite struct DeviceTests {
  @Test func hasTheNameThatTheCommandLineTakes() {
    #expect(Device(rawValue: "cuda") == .cuda)
  }
}
