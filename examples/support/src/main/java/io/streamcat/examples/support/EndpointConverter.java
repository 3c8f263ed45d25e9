package io.streamcat.examples.support;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A converter for endpoints that accepts what the SDK accepts and rejects parts that it ignores.
 */
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
      // The message below says more than that of URISyntaxException.
    }
    throw new TypeConversionException("'" + value + "' is not a URL such as http://localhost:4577");
  }
}
