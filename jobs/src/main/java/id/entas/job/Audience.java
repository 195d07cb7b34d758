package id.entas.job;

import id.entas.domain.MinCell;

/** Whom the exports are for, which decides how small a count they show. */
public enum Audience {
  /** Those inside government who work with the lists. */
  GOVERNMENT("exports") {
    @Override
    public MinCell minCell(Settings settings) {
      return settings.minCell();
    }
  },
  /** Everybody. */
  PUBLIC("exports-public") {
    @Override
    public MinCell minCell(Settings settings) {
      return settings.publicMinCell();
    }
  };

  private final String folder;

  Audience(String folder) {
    this.folder = folder;
  }

  /** The smallest count shown to them. */
  public abstract MinCell minCell(Settings settings);

  /** The folder in the lake's that their exports lie in, where none is named. */
  public String folder() {
    return folder;
  }
}
