package io.streamcat.moderation;

import io.streamcat.exception.Check;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A reviewer that finds links in the folded text, so that neither full-width letters nor invisible
 * characters hide a link.
 */
final class LinkReviewer implements MessageReviewer {

  private static final String LABEL = "[\\p{L}\\p{N}\\p{M}-]{1,63}+";
  private static final String DOT = "[.\u3002]";

  /**
   * The pattern of a link. All quantifiers are bounded or possessive, so that every message is
   * matched quickly.
   */
  private static final Pattern LINK =
      Pattern.compile(
          "(?<scheme>[a-z][a-z0-9+.-]{0,30}+)://(?<rest>\\S++)"
              + "|(?<![\\p{L}\\p{N}\\p{M}@])(?<host>"
              + LABEL
              + "(?:"
              + DOT
              + LABEL
              + ")++)(?<port>:[0-9]{1,5}+)?+(?<path>[/?#]\\S++)?+");

  private static final Pattern HOST =
      Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+");
  private static final Pattern NAMED = Pattern.compile("\\p{L}[\\p{L}\\p{N}\\p{M}-]+");
  private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final String AFTER_A_LINK = ".,;:!?)]}>'\"*_\u3002";

  /**
   * The top-level domains in which a bare host counts as a link. Hosts in other domains need a path
   * or {@code www}.
   */
  private static final Set<String> USUAL =
      Set.of(
          "com", "net", "org", "info", "biz", "io", "gg", "tv", "ly", "me", "co", "app", "dev",
          "xyz", "top", "site", "online", "shop", "store", "live", "link", "click", "club", "fun",
          "vip", "win", "bet", "casino", "porn", "xxx", "ru", "cn", "de", "uk", "fr", "nl", "eu",
          "us", "jp", "kr", "br", "pl", "ua", "su", "tk", "gl", "gd", "to", "cc", "ws", "ai");

  private final Set<String> allowedHosts;
  private final boolean strip;

  LinkReviewer(Collection<String> allowedHosts, boolean strip) {
    this.allowedHosts =
        Check.given("allowedHosts", allowedHosts).stream()
            .map(host -> Check.given("allowedHosts", host).toLowerCase(Locale.ROOT))
            .map(host -> Check.matches("allowedHosts", host, HOST, "hosts such as example.com"))
            .collect(Collectors.toUnmodifiableSet());
    this.strip = strip;
  }

  /** A range of the typed text. */
  private record Range(int from, int to) {}

  @Override
  public ReviewResult review(MessageReviewRequest request) {
    List<Range> links = find(request.content());
    if (links.isEmpty()) {
      return ReviewResult.allow();
    }
    String rest = strip ? without(links, request.content()) : "";
    return rest.isBlank()
        ? ReviewResult.deny("links are not allowed here")
        : ReviewResult.rewrite(request, rest);
  }

  private List<Range> find(String typed) {
    FoldedText folded = FoldedText.of(typed);
    List<Range> links = new ArrayList<>();
    Matcher link = LINK.matcher(folded.text());
    while (link.find()) {
      if (!isAllowed(link)) {
        int last = link.end() - 1;
        while (AFTER_A_LINK.indexOf(folded.text().charAt(last)) >= 0 && last > link.start()) {
          last--;
        }
        links.add(new Range(folded.from(link.start()), folded.to(last)));
      }
    }
    return links;
  }

  private boolean isAllowed(Matcher link) {
    String scheme = link.group("scheme");
    if (scheme != null) {
      return (scheme.equals("http") || scheme.equals("https"))
          && isAllowed(authority(link.group("rest")));
    }
    String host = link.group("host").replace('\u3002', '.');
    return !isLink(host, link.group("path") != null || link.group("port") != null)
        || isAllowed(host);
  }

  /**
   * Returns whether a text with dots is a link and not two sentences without a blank between them.
   */
  private static boolean isLink(String host, boolean hasPathOrPort) {
    String last = host.substring(host.lastIndexOf('.') + 1);
    return host.startsWith("www.")
        || USUAL.contains(last)
        || (hasPathOrPort && (NAMED.matcher(last).matches() || ADDRESS.matcher(host).matches()));
  }

  /**
   * Returns the host that a browser contacts: the part after the user info and before the port. A
   * backslash ends the host, too.
   */
  private static String authority(String rest) {
    String authority = rest.split("[/?#\\\\]", 2)[0];
    return authority
        .substring(authority.lastIndexOf('@') + 1)
        .replaceFirst(":[0-9]*$", "")
        .replace('\u3002', '.');
  }

  private boolean isAllowed(String host) {
    String rest = host;
    while (!allowedHosts.contains(rest)) {
      int dot = rest.indexOf('.');
      if (dot < 0) {
        return false;
      }
      rest = rest.substring(dot + 1);
    }
    return true;
  }

  private static String without(List<Range> links, String typed) {
    StringBuilder rest = new StringBuilder();
    int kept = 0;
    for (Range link : links) {
      rest.append(typed, kept, link.from());
      kept = link.to();
    }
    return rest.append(typed, kept, typed.length()).toString();
  }
}
