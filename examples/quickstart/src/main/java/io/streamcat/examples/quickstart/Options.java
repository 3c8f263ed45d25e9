package io.streamcat.examples.quickstart;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import software.amazon.awssdk.regions.Region;

/** The command line. */
@Command(
    name = "streamcat-quickstart",
    mixinStandardHelpOptions = true,
    versionProvider = Options.Version.class,
    sortOptions = false,
    customSynopsis = "java -jar streamcat-quickstart.jar [OPTIONS] [NAME...]",
    description = {
      "",
      "Gives every user one Amazon IVS channel, one chat room and one real-time stage,",
      "and prints what they need to go live.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 if everyone was registered, 1 if someone was not, 2 on bad usage."
    })
interface Options {

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      converter = Endpoint.class,
      description =
          "where the three IVS APIs are; without it they are emulated in this process, and"
              + " nothing is created in AWS")
  @Nullable URI endpoint();

  @Option(
      names = "--region",
      converter = RegionName.class,
      defaultValue = "us-east-1",
      description = "the AWS region (default: ${DEFAULT-VALUE})")
  Region region();

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description =
          "registers those in a CSV file with the columns username,password; - reads standard"
              + " input")
  @Nullable Path users();

  @Option(names = "--json", description = "prints one JSON object a line")
  boolean json();

  @Option(names = "--show-stream-keys", description = "prints stream keys in full; JSON has none")
  boolean showStreamKeys();

  @Parameters(
      paramLabel = "NAME",
      description = "registers a user of this name, with a generated password")
  @Nullable List<String> names();

  /** Accepts what the SDK accepts as an endpoint, and nothing that would be ignored. */
  final class Endpoint implements ITypeConverter<URI> {

    private static final int HIGHEST_PORT = 65_535;

    @Override
    public URI convert(String value) {
      try {
        URI uri = new URI(value);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (http
            && uri.getHost() != null
            && uri.getPort() <= HIGHEST_PORT
            && uri.getUserInfo() == null
            && uri.getQuery() == null
            && uri.getFragment() == null) {
          return uri;
        }
      } catch (URISyntaxException e) {
        // Told below: what URI says of it is of no more help.
      }
      throw new TypeConversionException(
          "'" + value + "' is not a URL such as http://localhost:4577");
    }
  }

  /** Accepts what can be a part of a host name and of an ARN. */
  final class RegionName implements ITypeConverter<Region> {
    @Override
    public Region convert(String value) {
      if (!value.matches("[a-z0-9]+(-[a-z0-9]+)+")) {
        throw new TypeConversionException("'" + value + "' is not a region such as us-east-1");
      }
      return Region.of(value);
    }
  }

  /** Reads the version from the jar's manifest. */
  final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Options.class.getPackage().getImplementationVersion();
      return new String[] {
        "streamcat-quickstart " + Objects.requireNonNullElse(version, "(not packaged)")
      };
    }
  }
}
