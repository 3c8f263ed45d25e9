package io.streamcat.examples.web.dashboard;

import io.streamcat.examples.web.chat.Moderation;
import io.streamcat.examples.web.livestatus.LiveStatus;
import io.streamcat.examples.web.playback.Playback;
import io.streamcat.examples.web.progress.Live;
import io.streamcat.examples.web.progress.ProgressBoard;
import io.streamcat.examples.web.progress.ResourceStatus;
import io.streamcat.examples.web.stage.Guests;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.User;
import io.streamcat.user.UserState;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The model of the dashboard, for all requests that show it. */
@Component
class Dashboard {

  private final ProgressBoard board;
  private final LiveStatus liveStatus;
  private final Moderation moderation;
  private final Guests guests;
  private final UserProvisioner users;
  private final UserRepository repository;
  private final Playback playback;
  private final boolean emulator;

  Dashboard(
      ProgressBoard board,
      LiveStatus liveStatus,
      Moderation moderation,
      Guests guests,
      UserProvisioner users,
      UserRepository repository,
      Playback playback,
      @Value("${streamcat.emulator.enabled}") boolean emulator) {
    this.board = board;
    this.liveStatus = liveStatus;
    this.moderation = moderation;
    this.guests = guests;
    this.users = users;
    this.repository = repository;
    this.playback = playback;
    this.emulator = emulator;
  }

  String show(User user, Model model) {
    model.addAttribute("user", user);
    model.addAttribute("live", liveStatus.find(user).orElse(null));
    model.addAttribute("past", liveStatus.past(user));
    model.addAttribute("emulator", emulator);
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
    if (user.state() == UserState.PROVISIONING) {
      model.addAttribute("resources", ResourceStatus.creating(user, board.find(user.id())));
      Live.PATIENTLY.announce(model, "/dashboard");
    } else {
      Live.STEADILY.announce(model, "/dashboard");
    }
    return "dashboard";
  }
}
