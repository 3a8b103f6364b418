/* SPDX-License-Identifier: MIT */
/* Runs EPUBCheck on many books in one Java process: each message becomes one line of tab-separated fields
   (book, severity, code, part, line, text). Run as `java -cp CLASSPATH EpubCheckAll.java BOOK…`. */
import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Locale;

public final class EpubCheckAll {
    private static final class Lines extends MasterReport {
        private final String book;
        private final PrintStream out;

        Lines(String book, PrintStream out) {
            this.book = book;
            this.out = out;
            setLocale(Locale.ENGLISH);
        }

        @Override
        public void message(Message message, EPUBLocation place, Object... args) {
            Severity severity = message.getSeverity();
            if (severity == Severity.USAGE || severity == Severity.SUPPRESSED || severity == Severity.INFO) {
                return;
            }
            String text = message.getMessage(args).replaceAll("\\s+", " ");
            out.println(String.join("\t", book, severity.toString(), message.getID().toString(),
                                    String.valueOf(place.getPath()), String.valueOf(place.getLine()), text));
        }

        @Override
        public void info(String resource, FeatureEnum feature, String value) {
        }

        @Override
        public int generate() {
            return 0;
        }

        @Override
        public void initialize() {
        }
    }

    public static void main(String[] books) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        System.setOut(System.err);
        for (String book : books) {
            new EpubCheck(new File(book), new Lines(book, out)).doValidate();
            out.println(String.join("\t", book, "DONE", "", "", "", ""));
        }
    }
}
