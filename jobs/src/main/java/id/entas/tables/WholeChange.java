package id.entas.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.entas.domain.Refusal;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The note that a change of several tables is under way, with the versions that they had before.
 *
 * <p>Delta commits one table at a time. What reads only published runs never sees a part of a
 * change, but the next run starts from the latest versions: the households of an ingest that died
 * before its ledger was written would count in every later run, and no run would name their file.
 * The note is there from before the first table changes until after the last; whoever finds it
 * under the lake's lock knows that its writer is dead, and sets the tables back.
 *
 * <p>Only a lake that has a lock has such a note, since only the lock says that no writer is alive.
 */
final class WholeChange {
  static final String FILE = ".entas-change";

  /** The version of a table that was not there. */
  static final long NONE = -1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final NoteFile file;

  /**
   * @param file the note, called {@link #FILE}, in the lake's folder
   */
  WholeChange(NoteFile file) {
    this.file = file;
  }

  /**
   * Leaves the note, which is there whole or not at all.
   *
   * @param versions of the tables by their paths below the lake, before the change
   */
  void begin(Map<String, Long> versions) {
    try {
      file.write(JSON.writeValueAsString(new TreeMap<>(versions)));
    } catch (IOException e) {
      throw trouble("cannot be written", e);
    }
  }

  /** The versions before a change that did not come to its end, if there is one. */
  Optional<Map<String, Long>> findUnfinished() {
    try {
      Optional<String> text = file.findText();
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(JSON.readValue(text.get(), new TypeReference<TreeMap<String, Long>>() {}));
    } catch (JsonProcessingException e) {
      throw Refusal.mistake(
          "The note "
              + file
              + " of a change that did not come to its end is damaged; build a new lake from the extracts with --lake.",
          e);
    } catch (IOException e) {
      throw trouble("cannot be read", e);
    }
  }

  /** Takes the note away. */
  void end() {
    try {
      file.delete();
    } catch (IOException e) {
      throw trouble("cannot be deleted", e);
    }
  }

  private Refusal trouble(String what, IOException why) {
    return Refusal.mistake(
        "The file "
            + file
            + " "
            + what
            + " ("
            + FileTrouble.inWords(why)
            + "); make the lake's folder writable or name another with --lake.",
        why);
  }
}
