"""The clients of the agency: companies that do not exist, by the country in which they would be."""

from __future__ import annotations

CLIENTS = {
    "CH": (
        *("Bäckerei Sonnenrain AG", "Schreinerei Holzmatt GmbH", "Zahnarztpraxis Lindenplatz AG"),
        *("Garage Talmühle AG", "Gärtnerei Rosenhalde GmbH", "Treuhand Brunnmatt AG", "Optik Sternengasse GmbH"),
        *("Velowerk Nordring GmbH", "Weingut Rebacker AG", "Käserei Alpensicht GmbH", "Buchhandlung Zeitlaube GmbH"),
        *("Architektur Steinbruch AG", "Physiotherapie Aarebogen GmbH", "Malerei Farbenspiel GmbH"),
        *("Elektro Blitzenmoos AG", "Hotel Föhrenwald AG", "Berggasthaus Enzianboden GmbH", "Reisebüro Kompass AG"),
        *("Kaffeerösterei Morgenrot GmbH", "Imkerei Wabengold GmbH", "Musikschule Tonleiter GmbH"),
        *(
            "Druckerei Schwarzweiss AG",
            "Sanitär Quellenhof AG",
            "Kinderkrippe Purzelbaum GmbH",
            "Tierklinik Pfotenau AG",
        ),
        *(
            "Notariat Siegelhaus AG",
            "Seilbahn Grathorn AG",
            "Schmuckatelier Silberfaden GmbH",
            "Fitness Muskelkater AG",
        ),
        *("Blumen Mohnblüte GmbH", "Metzgerei Hirschensprung AG", "Zimmerei Firstbalken AG", "Sägerei Tannengrund AG"),
        *("Uhrenatelier Pendelschlag AG", "Brauerei Gerstenkorn AG", "Möbelhaus Eichenlaub AG"),
        *(
            "Fahrschule Vorfahrt GmbH",
            "Spielwaren Kreiselkiste GmbH",
            "Kosmetik Morgentau GmbH",
            "Coiffeur Scherenschnitt GmbH",
        ),
        *("Boulangerie du Vieux-Moulin SA", "Fromagerie des Trois-Sapins Sàrl", "Cave du Coteau-Clair SA"),
        *("Menuiserie Bois-Franc Sàrl", "Cabinet dentaire des Tilleuls SA", "Librairie La Page Cornée Sàrl"),
        *(
            "Hôtel du Lac-Bleu SA",
            "Pharmacie de la Fontaine SA",
            "Horlogerie Temps-Clair SA",
            "Garage des Épinettes SA",
        ),
        *("Fiduciaire Bellecombe SA", "École de voile Grand-Large Sàrl", "Fleuriste Coquelicot Sàrl"),
        *("Textilpflege Bügelfalte GmbH", "Kletterhalle Überhang AG", "Puppentheater Fadenkreuz GmbH"),
    ),
    "DE": (
        *("Fischräucherei Tidenhub GmbH", "Teekontor Windrose GmbH", "Bootswerft Ankerplatz GmbH"),
        *("Buchbinderei Fadenheftung GmbH", "Kelterei Apfelgarten GmbH", "Klavierbau Resonanz GmbH"),
        *("Ofenbau Feuerstelle GmbH", "Yogahaus Atemraum GmbH", "Steuerkanzlei Zahlenwerk GmbH"),
        *(
            "Töpferei Scheibenlauf GmbH",
            "Segelschule Luvseite GmbH",
            "Pension Dünengras GmbH",
            "Radladen Speichenrad GmbH",
        ),
    ),
    "FR": (
        *("Biscuiterie du Phare SARL", "Domaine des Grands-Galets SARL", "Savonnerie Pierre-Bleue SAS"),
        *("Chocolaterie Fève-Noire SARL", "Auberge du Gué-Perdu SARL", "Imprimerie Encre-Vive SAS"),
        *("Traiteur Le Panier-Vert SARL", "Atelier Fil-de-Lin SARL", "Miellerie des Hauts-Prés SARL"),
        *("Brasserie du Canal-Vieux SAS", "Jardinerie Terre-Douce SAS", "Papeterie Plume-d’Oie SARL"),
        *("Cordonnerie Pas-à-Pas SARL", "Verrerie du Sable-Fin SAS"),
    ),
}
"""Their names, without the mark of what is made up."""
