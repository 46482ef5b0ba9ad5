/** Rule files: YAML to rules, with every problem's place; and the bundled packs. */
@NullMarked
package io.tagalong.agent.rulefile;

import org.jspecify.annotations.NullMarked;
