package io.streamcat.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The start-up time of a Spring Boot application with the starter, compared with hand-built
 * clients, alternating and in new JVMs.
 */
final class StartUp {

  private static final String RESULT = "started in ms: ";

  /** The jars that only the application with the starter has on its class path. */
  private static final Predicate<Path> STREAMCAT =
      jar -> jar.getFileName().toString().startsWith("streamcat-");

  private final Path jars;
  private final Path classes;
  private final List<String> options;

  private StartUp(Path jars, Path classes, List<String> options) {
    this.jars = jars;
    this.classes = classes;
    this.options = options;
  }

  /** A bean of the application that depends on the measured beans. */
  record NeedsAws(Object needed) {}

  /**
   * Measures both. The difference is the median of the differences within the rounds, so that a
   * temporary slowdown of the machine affects both.
   *
   * @param warmUps the number of starts of each that only fill the disk cache
   * @param rounds the number of measured starts of each
   * @param options options of the JVMs
   * @return a Markdown table
   */
  static String run(int warmUps, int rounds, String... options)
      throws IOException, InterruptedException, URISyntaxException {
    Path target = target();
    StartUp startUp =
        new StartUp(target.resolve("start-up"), target.resolve("classes"), List.of(options));
    List<Long> starter = new ArrayList<>();
    List<Long> byHand = new ArrayList<>();
    List<Long> more = new ArrayList<>();
    for (int round = 0; round < warmUps + rounds; round++) {
      long withStarter = startUp.measure(StarterApplication.class, jar -> true);
      long withoutIt = startUp.measure(HandWiredApplication.class, STREAMCAT.negate());
      if (round >= warmUps) {
        starter.add(withStarter);
        byHand.add(withoutIt);
        more.add(withStarter - withoutIt);
      }
    }
    return """

        | start-up, ms | starter − by hand | starter | by hand |
        |---|---|---|---|
        | from the start of the JVM until the application is up | **%s** | %s | %s |
        """
        .formatted(median(more), shown(starter), shown(byHand));
  }

  /** Returns the build directory, which contains the jar or the directory of classes. */
  static Path target() throws URISyntaxException {
    Path own = Path.of(StartUp.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return Objects.requireNonNull(own.getParent());
  }

  private long measure(Class<?> application, Predicate<Path> onClassPath)
      throws IOException, InterruptedException {
    String classPath;
    try (Stream<Path> files = Files.list(jars)) {
      classPath =
          Stream.concat(Stream.of(classes), files.filter(onClassPath).sorted())
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, application.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(application.getSimpleName() + " failed: " + output);
    }
    return output
        .lines()
        .filter(line -> line.startsWith(RESULT))
        .map(line -> Long.parseLong(line.substring(RESULT.length())))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no result in " + output));
  }

  /** Prints the start-up time; the applications call it when they are up. */
  static void started(ConfigurableApplicationContext application) {
    long since = ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.println(RESULT + (System.currentTimeMillis() - since));
    application.getBean(NeedsAws.class);
    application.close();
  }

  static long median(List<Long> times) {
    List<Long> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  static String shown(List<Long> times) {
    return String.format(
        Locale.ROOT, "%d (%d–%d)", median(times), Collections.min(times), Collections.max(times));
  }
}
