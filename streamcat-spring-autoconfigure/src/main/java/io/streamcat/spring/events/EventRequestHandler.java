package io.streamcat.spring.events;

import io.streamcat.event.ingest.EventEndpoint;
import java.io.IOException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A handler that passes requests to the endpoint. It reads a body only if the secret is accepted,
 * and only up to the maximum length.
 *
 * @param endpoint the endpoint that handles requests
 * @param header the name of the header with the secret
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
