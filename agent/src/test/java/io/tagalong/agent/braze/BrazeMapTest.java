package io.tagalong.agent.braze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tagalong.agent.log.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrazeMapTest {
  private final CapturedLog captured = new CapturedLog();
  private final Path file;

  BrazeMapTest(@TempDir Path folder) {
    this.file = folder.resolve("braze.yaml");
  }

  @Test
  void knowsANameWithOrWithoutItsKey() throws IOException {
    BrazeMap map = read("campaigns: {c1: spring, c2: {name: summer}}\n");

    assertEquals("spring", map.campaignName("c1"));
    assertEquals("summer", map.campaignName("c2"));
    assertNull(map.campaignName("c3"));
    assertEquals(0, captured.lineCount(), captured.text());
  }

  @Test
  void saysWhatAKeyWasProbablyToBe() throws IOException {
    read("canvases: {c1: {nam: welcome}}\n");

    assertTrue(
        captured.text().contains("canvases.c1 has no key 'nam'; did you mean 'name'?"),
        captured.text());
  }

  @Test
  void keepsTheOtherNamesWhenOneHoldsItself() throws IOException {
    BrazeMap map = read("hosts: &h {a: *h}\ncampaigns: {c1: spring}\n");

    assertEquals("spring", map.campaignName("c1"));
    assertTrue(captured.text().contains("mappings deep"), captured.text());
  }

  @Test
  void knowsNothingOfAFileThatIsNotThere() {
    BrazeMap map = BrazeMap.read(file.toString(), captured.log());

    assertNull(map.campaignName("c1"));
    assertTrue(captured.text().contains("Braze's names are not known"), captured.text());
  }

  private BrazeMap read(String text) throws IOException {
    Files.writeString(file, text);
    return BrazeMap.read(file.toString(), captured.log());
  }
}
