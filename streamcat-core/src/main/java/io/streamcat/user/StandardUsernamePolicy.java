package io.streamcat.user;

import io.streamcat.exception.Check;
import java.util.Set;
import java.util.regex.Pattern;

final class StandardUsernamePolicy {

  private static final String FIELD = "username";
  private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern ENDS = Pattern.compile("[A-Za-z0-9].*[A-Za-z0-9]");

  /** Names that could be mistaken for the website itself, or that its URLs need. */
  private static final Set<String> RESERVED =
      Set.of(
          "about",
          "abuse",
          "account",
          "accounts",
          "admin",
          "administrator",
          "anonymous",
          "api",
          "app",
          "assets",
          "auth",
          "billing",
          "blog",
          "channel",
          "channels",
          "chat",
          "contact",
          "dashboard",
          "deleted",
          "docs",
          "everyone",
          "explore",
          "favicon.ico",
          "feed",
          "guest",
          "health",
          "help",
          "home",
          "host",
          "hostmaster",
          "info",
          "legal",
          "live",
          "localhost",
          "login",
          "logout",
          "mail",
          "me",
          "media",
          "metrics",
          "mod",
          "moderator",
          "news",
          "noreply",
          "no-reply",
          "null",
          "official",
          "owner",
          "postmaster",
          "privacy",
          "profile",
          "register",
          "robots.txt",
          "root",
          "search",
          "security",
          "self",
          "server",
          "settings",
          "signin",
          "signout",
          "signup",
          "staff",
          "static",
          "status",
          "stream",
          "streamcat",
          "streams",
          "support",
          "sysadmin",
          "system",
          "team",
          "terms",
          "undefined",
          "unknown",
          "user",
          "username",
          "users",
          "webmaster",
          "well-known",
          "www");

  private StandardUsernamePolicy() {}

  static void check(String username) {
    Check.length(FIELD, username, 3, 30);
    Check.matches(FIELD, username, CHARACTERS, "letters a to z, digits, -, _ and .");
    Check.matches(FIELD, username, ENDS, "a letter or digit at both ends");
    Check.that(
        !RESERVED.contains(User.usernameKey(username)),
        FIELD,
        "other than a reserved word",
        "is '" + username + "'");
  }
}
