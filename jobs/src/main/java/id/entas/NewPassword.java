package id.entas;

import id.entas.domain.Refusal;
import java.io.Console;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Scanner;

/** The password that somebody gives to a new user. */
final class NewPassword {
  private NewPassword() {}

  /**
   * From the terminal without showing it, or the first line of what is piped in.
   *
   * @throws Refusal if there is none
   */
  static char[] ask() {
    Console terminal = System.console();
    return terminal == null
        ? firstLine(System.in)
        : required(Optional.ofNullable(terminal.readPassword("Password: ")));
  }

  /**
   * The first line, without its end.
   *
   * @throws Refusal if there is none, or nothing in it
   */
  static char[] firstLine(InputStream in) {
    try (Scanner lines = new Scanner(in, StandardCharsets.UTF_8)) {
      return required(
          lines.hasNextLine() ? Optional.of(lines.nextLine().toCharArray()) : Optional.empty());
    }
  }

  private static char[] required(Optional<char[]> typed) {
    return typed
        .filter(password -> password.length > 0)
        .orElseThrow(
            () ->
                Refusal.mistake(
                    "No password was given, so no user was added; type one, or pipe it in as a"
                        + " line."));
  }
}
