package io.streamcat.examples.quickstart;

import io.streamcat.examples.support.EndpointConverter;
import io.streamcat.examples.support.JarVersion;
import io.streamcat.examples.support.RegionConverter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.regions.Region;

/** The command-line options. */
@Command(
    name = "streamcat-quickstart",
    mixinStandardHelpOptions = true,
    versionProvider = Options.Version.class,
    sortOptions = false,
    customSynopsis = "java -jar streamcat-quickstart.jar [OPTIONS] [NAME...]",
    description = {
      "",
      "Gives every user an Amazon IVS channel, a chat room and a real-time stage,",
      "and prints what they need to go live.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 if all users were registered, 1 if some failed, 2 for incorrect usage."
    })
interface Options {

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      converter = EndpointConverter.class,
      description =
          "endpoint of the three IVS APIs; without it they are emulated in this "
              + "process, and nothing is created in AWS")
  @Nullable URI endpoint();

  @Option(
      names = "--region",
      converter = RegionConverter.class,
      defaultValue = "us-east-1",
      description = "AWS region (default: ${DEFAULT-VALUE})")
  Region region();

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description =
          "registers the users in a CSV file with the columns username,password; - "
              + "reads standard input")
  @Nullable Path users();

  @Option(names = "--json", description = "prints one JSON object per line")
  boolean json();

  @Option(
      names = "--show-stream-keys",
      description = "prints stream keys in full; JSON never contains them")
  boolean showStreamKeys();

  @Parameters(
      paramLabel = "NAME",
      description = "registers a user of this name with a generated password")
  @Nullable List<String> names();

  /** The version, read from the jar's manifest. */
  final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {JarVersion.of("streamcat-quickstart", Options.class)};
    }
  }
}
