import ArgumentParser
import CalibrationReport

/// The colours of a drawing in a file of its own.
enum ChartTheme: String, CaseIterable, ExpressibleByArgument {
  case adaptive
  case light
  case dark

  var appearance: ChartAppearance {
    switch self {
    case .adaptive: .adaptive
    case .light: .light
    case .dark: .dark
    }
  }
}
