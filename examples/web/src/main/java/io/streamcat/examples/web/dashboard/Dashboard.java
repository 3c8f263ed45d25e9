package io.streamcat.examples.web.dashboard;

import io.streamcat.examples.web.channel.Audience;
import io.streamcat.examples.web.chat.ChatEndpoint;
import io.streamcat.examples.web.chat.Moderation;
import io.streamcat.examples.web.livestatus.LiveChannel;
import io.streamcat.examples.web.livestatus.LiveStatus;
import io.streamcat.examples.web.playback.PictureSource;
import io.streamcat.examples.web.playback.Playback;
import io.streamcat.examples.web.playback.Ticket;
import io.streamcat.examples.web.progress.Live;
import io.streamcat.examples.web.progress.ProgressBoard;
import io.streamcat.examples.web.progress.ResourceStatus;
import io.streamcat.examples.web.stage.Guests;
import io.streamcat.exception.StreamCatException;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The model of the dashboard, for all requests that show it. */
@Component
class Dashboard {

  private static final Logger log = LoggerFactory.getLogger(Dashboard.class);

  private final ProgressBoard board;
  private final LiveStatus liveStatus;
  private final Moderation moderation;
  private final Guests guests;
  private final UserProvisioner users;
  private final UserRepository repository;
  private final Playback playback;
  private final Audience audience;
  private final IngestServer ingest;
  private final ChatEndpoint chat;

  Dashboard(
      ProgressBoard board,
      LiveStatus liveStatus,
      Moderation moderation,
      Guests guests,
      UserProvisioner users,
      UserRepository repository,
      Playback playback,
      Audience audience,
      IngestServer ingest,
      ChatEndpoint chat) {
    this.board = board;
    this.liveStatus = liveStatus;
    this.moderation = moderation;
    this.guests = guests;
    this.users = users;
    this.repository = repository;
    this.playback = playback;
    this.audience = audience;
    this.ingest = ingest;
    this.chat = chat;
  }

  String show(User user, HttpServletResponse response, Model model) {
    model.addAttribute("user", user);
    model.addAttribute("server", user.channel() == null ? null : ingest.of(user.channel()));
    model.addAttribute("chatEndpoint", user.chatRoom() == null ? null : chat.of(user.chatRoom()));
    LiveChannel live = liveStatus.find(user).orElse(null);
    model.addAttribute("live", live);
    Ticket ticket = live == null ? null : ticket(user);
    String picture = ticket == null ? null : audience.picture(ticket).orElse(null);
    model.addAttribute("picture", picture);
    model.addAttribute("pictureReason", PictureSource.reason(ticket));
    audience.allow(response, null, user);
    model.addAttribute("past", liveStatus.past(user));
    model.addAttribute(
        "privacy",
        repository
            .findById(user.id())
            .map(stored -> Privacy.of(stored, playback.isAvailable()))
            .orElse(null));
    model.addAttribute("moderators", moderation.moderators(user.id()));
    model.addAttribute("banned", moderation.banned(user.id()));
    model.addAttribute(
        "guests", guests.list(user.id()).stream().flatMap(id -> users.find(id).stream()).toList());
    model.addAttribute(
        "hosts", guests.hosts(user.id()).stream().flatMap(id -> users.find(id).stream()).toList());
    if (user.state() == UserState.PROVISIONING) {
      model.addAttribute("resources", ResourceStatus.creating(user, board.find(user.id())));
      Live.PATIENTLY.announce(model, "/dashboard");
    } else {
      Live.STEADILY.announce(model, "/dashboard");
    }
    return "dashboard";
  }

  private @Nullable Ticket ticket(User user) {
    try {
      return audience.admit(user, user).orElse(null);
    } catch (StreamCatException e) {
      log.warn("{}: no ticket for the preview: {}", user.id(), e.getMessage());
      return null;
    }
  }
}
