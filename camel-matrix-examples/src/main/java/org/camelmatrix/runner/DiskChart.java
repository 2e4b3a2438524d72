// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.apache.camel.Handler;

/** Draws how full a disk was, for the example {@code showcase}. */
public final class DiskChart {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 800;
    private static final int MARGIN = 90;
    private static final int[] PERCENT = {52, 58, 61, 70, 74, 85, 93, 41, 41, 42};
    private static final Color LINE = new Color(0x0d, 0xbd, 0x8b);

    /** A chart as a PNG. */
    @Handler
    public byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            draw(graphics);
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private static void draw(Graphics2D graphics) {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 30));
        graphics.setStroke(new BasicStroke(2));
        for (int percent = 0; percent <= 100; percent += 25) {
            graphics.setColor(Color.LIGHT_GRAY);
            graphics.drawLine(MARGIN, y(percent), WIDTH - MARGIN / 2, y(percent));
            graphics.setColor(Color.DARK_GRAY);
            graphics.drawString(percent + " %", 4, y(percent) + 10);
        }
        Path2D line = new Path2D.Double();
        line.moveTo(x(0), y(PERCENT[0]));
        for (int i = 1; i < PERCENT.length; i++) {
            line.lineTo(x(i), y(PERCENT[i]));
        }
        graphics.setColor(LINE);
        graphics.setStroke(new BasicStroke(8, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(line);
    }

    private static int x(int i) {
        return MARGIN + i * (WIDTH - 2 * MARGIN) / (PERCENT.length - 1);
    }

    private static int y(int percent) {
        return HEIGHT - MARGIN - percent * (HEIGHT - 2 * MARGIN) / 100;
    }
}
