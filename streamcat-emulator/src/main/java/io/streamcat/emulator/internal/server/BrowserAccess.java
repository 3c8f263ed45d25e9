package io.streamcat.emulator.internal.server;

import com.sun.net.httpserver.Headers;
import io.streamcat.emulator.internal.model.ApiException;
import io.streamcat.emulator.internal.model.Service;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The protection of the HTTP server against web pages. Browsers send requests to a local server for
 * any page, even without a preflight request, and a page can give its own host name the address of
 * the emulator. Therefore a request of a page is rejected unless the page comes from the emulator
 * itself or from an allowed origin. Requests of other programs have no such headers. Immutable.
 */
public final class BrowserAccess {
  /** The value that allows all origins and hosts. */
  public static final String ANY = "*";

  private static final String ORIGIN = "Origin";
  private static final String METHOD = "Access-Control-Request-Method";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String MAX_AGE_SECONDS = "600";
  private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
  private static final Pattern PORT = Pattern.compile(":[0-9]*$");

  private final Set<String> origins;
  private final Set<String> hosts;

  private BrowserAccess(Set<String> origins, Set<String> hosts) {
    this.origins = origins;
    this.hosts = hosts;
  }

  /**
   * Creates the protection of a server.
   *
   * @param host the host that the server listens on
   * @param allowed the allowed origins, as {@link #requireOrigin} returns them
   */
  public static BrowserAccess of(String host, Collection<String> allowed) {
    Set<String> hosts = new LinkedHashSet<>();
    hosts.add(lower(host));
    allowed.forEach(origin -> hosts.add(name(authority(origin))));
    return new BrowserAccess(Set.copyOf(allowed), Set.copyOf(hosts));
  }

  /**
   * Returns an origin in the form that browsers send.
   *
   * @param origin a scheme and a host with an optional port, or {@link #ANY}
   * @throws IllegalArgumentException if the origin has another form
   */
  public static String requireOrigin(String origin) {
    if (origin.equals(ANY)) {
      return origin;
    }
    try {
      URI uri = new URI(origin);
      if (uri.getScheme() != null
          && uri.getHost() != null
          && origin.equals(uri.getScheme() + "://" + uri.getRawAuthority())
          && uri.getUserInfo() == null) {
        return lower(origin);
      }
    } catch (URISyntaxException e) {
      // The origin is rejected below.
    }
    throw new IllegalArgumentException(
        "cors must be * or an origin such as https://app.example.com:8443, without a path");
  }

  /**
   * Returns the answer to a request that must not reach a handler: a preflight request, or a
   * request of a page that is not allowed.
   *
   * @return the answer, or empty if a handler answers
   */
  Optional<Reply> intercept(String method, Headers request) {
    Optional<String> problem = problem(request);
    if (problem.isPresent()) {
      ApiException error =
          new ApiException(
              "AccessDeniedException",
              problem.get() + " is not allowed: start the emulator with --cors or cors(…)");
      return Optional.of(ErrorResponse.of(Service.IVS, error).withoutHeader(ALLOW_ORIGIN));
    }
    return method.equals("OPTIONS")
            && request.getFirst(ORIGIN) != null
            && request.getFirst(METHOD) != null
        ? Optional.of(Reply.empty(204).withHeaders(preflight(request)))
        : Optional.empty();
  }

  /** Returns whether a request has a host that no public page can have. */
  boolean allowsHost(Headers request) {
    return values(request, "Host").stream().allMatch(host -> isAllowedHost(name(lower(host))));
  }

  private Optional<String> problem(Headers request) {
    for (String host : values(request, "Host")) {
      if (!isAllowedHost(name(lower(host)))) {
        return Optional.of("The host " + host);
      }
    }
    List<String> sent = values(request, ORIGIN);
    for (String origin : sent) {
      if (!isOwn(origin, request) && !isAllowed(origin)) {
        return Optional.of("The origin " + origin);
      }
    }
    return sent.isEmpty() && !origins.contains(ANY) && isForAnotherPage(request)
        ? Optional.of("A request for a page of another origin")
        : Optional.empty();
  }

  private static List<String> values(Headers request, String name) {
    List<String> values = request.get(name);
    return values == null ? List.of() : values;
  }

  private boolean isAllowed(String origin) {
    return origins.contains(ANY) || origins.contains(lower(origin));
  }

  /**
   * Returns whether no public page can have the host name: an address, a name of this machine, a
   * name without a dot, such as that of a container, or a name of a private network.
   */
  private boolean isAllowedHost(String host) {
    return origins.contains(ANY)
        || host.startsWith("[")
        || IPV4.matcher(host).matches()
        || host.indexOf('.') < 0
        || host.endsWith(".localhost")
        || host.endsWith(".internal")
        || hosts.contains(host);
  }

  /** Returns whether a page comes from the emulator itself. */
  private static boolean isOwn(String origin, Headers request) {
    String host = request.getFirst("Host");
    return host != null
        && (origin.equalsIgnoreCase("http://" + host)
            || origin.equalsIgnoreCase("https://" + host));
  }

  /**
   * Returns whether a browser loads a part of another page, such as an image or a script, for which
   * it sends no origin. A link to the emulator on another page is harmless.
   */
  private static boolean isForAnotherPage(Headers request) {
    String site = request.getFirst("Sec-Fetch-Site");
    return site != null
        && !site.equals("same-origin")
        && !site.equals("none")
        && !"navigate".equals(request.getFirst("Sec-Fetch-Mode"));
  }

  private Map<String, String> preflight(Headers request) {
    Map<String, String> headers = new LinkedHashMap<>(answering(request));
    headers.put("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
    String wanted = request.getFirst("Access-Control-Request-Headers");
    if (wanted != null) {
      headers.put("Access-Control-Allow-Headers", wanted);
    }
    headers.put("Access-Control-Allow-Private-Network", "true");
    headers.put("Access-Control-Max-Age", MAX_AGE_SECONDS);
    return headers;
  }

  /** Returns the headers of the answer to a request that is allowed. */
  Map<String, String> answering(Headers request) {
    String origin = request.getFirst(ORIGIN);
    if (origin == null || isOwn(origin, request) || !isAllowed(origin)) {
      return Map.of();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ALLOW_ORIGIN, origin);
    headers.put("Access-Control-Expose-Headers", ModelledHeaders.EXPOSED);
    headers.put("Vary", ORIGIN);
    return headers;
  }

  /** Returns the part of an origin after the scheme. */
  private static String authority(String origin) {
    return origin.substring(origin.indexOf("://") < 0 ? 0 : origin.indexOf("://") + 3);
  }

  /** Returns a host without its port. */
  private static String name(String authority) {
    return PORT.matcher(authority).replaceFirst("");
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
