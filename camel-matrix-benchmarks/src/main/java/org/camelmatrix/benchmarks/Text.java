// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

/** What the messages say. */
public enum Text {

    /** A line without markup. */
    PLAIN {
        @Override
        String of(int number) {
            return "Backup " + number + " of the wiki is complete";
        }
    },

    /** Three paragraphs with a table between them. */
    MARKDOWN {
        @Override
        String of(int number) {
            return """
                    **Build %d is red**: two of 214 tests fail since [a3f91c](https://git.example.org/c/a3f91c), \
                    and the nightly release waits for them.

                    | test | branch | minutes |
                    |---|---|---|
                    | `OrderTest.cancels` | main | 3 |
                    | `StockTest.counts` | main | 1 |
                    | `MailTest.sends` | release | 2 |

                    The *first* one fails for the third time this week; whoever touched the cancellation \
                    of orders, please have a look before noon.

                    Everything else is green, and the deployment to the ~~old~~ new cluster goes on.
                    """
                    .formatted(number);
        }
    };

    abstract String of(int number);
}
