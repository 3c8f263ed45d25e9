package io.streamcat.spring.events;

import io.streamcat.event.ingest.EventEndpoint;
import java.io.IOException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Hands a request over, with a body that is read only if the secret is accepted, and no further
 * than it may be long.
 *
 * @param endpoint answers it
 * @param header the header that the secret is in
 */
record EventRequestHandler(EventEndpoint endpoint, String header)
    implements HandlerFunction<ServerResponse> {

  private static final byte[] NOT_READ = {};

  @Override
  public ServerResponse handle(ServerRequest request) throws IOException {
    String secret = request.headers().firstHeader(header);
    byte[] body =
        endpoint.accepts(secret)
            ? request.servletRequest().getInputStream().readNBytes(EventEndpoint.MAX_LENGTH + 1)
            : NOT_READ;
    return ServerResponse.status(endpoint.handle(secret, body).status()).build();
  }
}
