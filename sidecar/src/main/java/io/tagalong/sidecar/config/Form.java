package io.tagalong.sidecar.config;

import io.tagalong.sidecar.yaml.Node;

/** The form in which a file says what a setting is. */
enum Form {
  /** One word, number or truth value. */
  TEXT("a single value") {
    @Override
    boolean fits(Node value) {
      return isScalar(value);
    }
  },

  /** A list of words, or a text with white space or commas between them. */
  WORDS("a list of single values, or a text with spaces between them") {
    @Override
    boolean fits(Node value) {
      return isScalar(value)
          || (value instanceof Node.Items list && list.items().stream().allMatch(Form::isScalar));
    }
  },

  /** Lists and objects, judged by who reads them; or a text that holds them as JSON. */
  STRUCTURE("a list or an object") {
    @Override
    boolean fits(Node value) {
      return true;
    }
  };

  private final String shape;

  Form(String shape) {
    this.shape = shape;
  }

  /** In words, for messages. */
  String shape() {
    return shape;
  }

  /** Whether the value has this form, or is nothing, which every setting may be. */
  abstract boolean fits(Node value);

  private static boolean isScalar(Node value) {
    return value instanceof Node.Scalar || value instanceof Node.Nothing;
  }
}
