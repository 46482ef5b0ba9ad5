package io.tagalong.agent.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
  private final Path file;

  TextFileTest(@TempDir Path folder) {
    this.file = folder.resolve("a.yaml");
  }

  @Test
  void readsCharactersOfAnyLength() throws IOException {
    String text = "# caf\u00e9 \u65e5 \ud83d\ude00\n";
    Files.writeString(file, text);

    assertEquals(text, TextFile.read(file.toFile()));
  }

  @Test
  void saysWhichLineIsNotUtf8() throws IOException {
    Files.write(file, "rules: []\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    IOException refusal = assertThrows(IOException.class, () -> TextFile.read(file.toFile()));

    assertEquals("line 2 is not UTF-8; save the file as UTF-8", refusal.getMessage());
  }

  @Test
  void refusesAFileThatEndsInTheMidstOfACharacter() throws IOException {
    Files.write(file, new byte[] {'#', (byte) 0xc3});

    assertThrows(IOException.class, () -> TextFile.read(file.toFile()));
  }
}
