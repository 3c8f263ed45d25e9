package io.streamcat.spring;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** The failure analyses that Spring Boot prints for a failed start. */
public final class Failures {

  private Failures() {}

  public static String analysis(Throwable failure) {
    // Analyzers that need the context in their constructors are skipped.
    return SpringFactoriesLoader.forDefaultResourceLocation()
        .load(FailureAnalyzer.class, (type, name, problem) -> {})
        .stream()
        .filter(analyzer -> analyzer.getClass().getPackageName().startsWith("io.streamcat"))
        .map(analyzer -> analyzer.analyze(failure))
        .filter(analysis -> analysis != null)
        .map(Failures::text)
        .collect(Collectors.joining("\n"));
  }

  private static String text(FailureAnalysis analysis) {
    return analysis.getDescription() + "\n" + analysis.getAction();
  }
}
