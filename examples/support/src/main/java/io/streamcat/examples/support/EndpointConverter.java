package io.streamcat.examples.support;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Accepts what the SDK accepts as an endpoint, and nothing that would be ignored. */
public final class EndpointConverter implements ITypeConverter<URI> {

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
    throw new TypeConversionException("'" + value + "' is not a URL such as http://localhost:4577");
  }
}
