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

/** Fills the dashboard, whichever request it answers. */
@Component
class Dashboard {

  private final ProgressBoard board;
  private final LiveStatus onAir;
  private final Moderation moderation;
  private final Guests guests;
  private final UserProvisioner users;
  private final UserRepository repository;
  private final Playback viewing;
  private final boolean rehearsal;

  Dashboard(
      ProgressBoard board,
      LiveStatus onAir,
      Moderation moderation,
      Guests guests,
      UserProvisioner users,
      UserRepository repository,
      Playback viewing,
      @Value("${streamcat.emulator.enabled}") boolean rehearsal) {
    this.board = board;
    this.onAir = onAir;
    this.moderation = moderation;
    this.guests = guests;
    this.users = users;
    this.repository = repository;
    this.viewing = viewing;
    this.rehearsal = rehearsal;
  }

  String show(User user, Model model) {
    model.addAttribute("user", user);
    model.addAttribute("live", onAir.find(user).orElse(null));
    model.addAttribute("past", onAir.past(user));
    model.addAttribute("rehearsal", rehearsal);
    model.addAttribute(
        "privacy",
        repository
            .findById(user.id())
            .map(stored -> Privacy.of(stored, viewing.isAvailable()))
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
