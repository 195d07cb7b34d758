package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import id.entas.ForeignProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The machine's Chromium, which notes what a page complains of and what it asks for. */
public final class ReportBrowser implements AutoCloseable {
  /** The browser asks nobody for anything of its own accord. */
  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private BrowserContext context;

  private ReportBrowser(Path chromium) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(QUIET));
  }

  /** Starts it; where there is none, the test was not run. */
  public static ReportBrowser open() {
    return new ReportBrowser(ForeignProgram.of("chromium", "chromium-browser").file());
  }

  /** The page of a report once all its charts are drawn. */
  public Page show(Path report, Browser.NewContextOptions options, String address) {
    leave();
    context = browser.newContext(options);
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (!message.type().equals("log")) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(request -> requests.add(request.url()));
    page.navigate(report.toUri() + address);
    page.waitForSelector("#report[data-state=drawn]");
    return page;
  }

  /** Leaves the page that is shown. */
  public void leave() {
    if (context != null) {
      context.close();
      context = null;
    }
  }

  /** That since the last time no page complained, nor asked for anything but these files. */
  public void assertQuiet(List<Path> files) {
    assertThat(complaints).isEmpty();
    assertThat(requests)
        .isNotEmpty()
        .allMatch(url -> files.stream().anyMatch(file -> url.startsWith(file.toUri().toString())));
    requests.clear();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
