"""What is put off, called off or told to be left is not begun, whichever way somebody says so."""

from __future__ import annotations

import pytest

from tests.domain.sayings.client import NATURES, read

DENIED = (
    "Wir kündigen Webwerk nicht, nur damit ihr es wisst.",
    "Bitte Webwerk nicht kündigen. Die bleiben.",
    "bitte warten mit der Kündigung von Webwerk",
    "mit der Kündigung von Webwerk bitte noch warten",
    "hört auf, mir die Kündigung von Webwerk vorzuschlagen",
    "bitte vergessen Sie, was ich über die Kündigung von Webwerk gesagt habe",
    "lasst Webwerk drin, nicht kündigen",
    "lönd d Webwerk inne, nöd kündige",
    "Wir haben über eine Kündigung von Webwerk gesprochen. Das machen wir jetzt nicht. Bitte alles so lassen.",
    "Webwerk hat sich entschuldigt. Bitte nicht kündigen, wir geben ihnen noch eine Chance.",
    "Auf gar keinen Fall Webwerk kündigen. Danke!",
    "Ich will nicht, dass Webwerk bezahlt. Wir zahlen weiter.",
    "wir haben keine Zeit, Webwerk zu kündigen",
    "Es gibt keinen Grund, die Partnerschaft mit Webwerk zu beenden",
    "there is no reason to end Webwerk",
    "Luca geht nicht, bitte lassen Sie seinen Zugang",
    "We are not ending things with Webwerk, just so you know.",
    "I never said you should end Webwerk. Leave them alone.",
    "please don't just end it, I want to talk to Webwerk first",
    "stop asking me to end Webwerk",
    "stop suggesting to end Webwerk, please",
    "hold off on ending Webwerk please",
    "wait with ending Webwerk please",
    "Keep Webwerk please, no ending",
    "please disregard my message about ending Webwerk",
    "We talked about ending it with Webwerk. We are not going to, so please leave things as they are.",
    "Webwerk apologised. Please don't end it, we'll give them another chance.",
    "Luca is not leaving after all, please leave his access alone",
    "Es ist nicht nötig, Webwerk zu kündigen.",
    "no need to end Webwerk",
    "you needn't remove Luca",
    "nur mal gedacht: Luca als Administrator, ginge das?",
    "say Luca became administrator, would that work?",
)
UNDECIDED = (
    "Die Leute reden davon, dass wir Webwerk kündigen",
    "Wir reden nächste Woche über die Kündigung von Webwerk.",
    "Die Kündigung an Webwerk muss erst der Verwaltungsrat genehmigen.",
    "Webwerk kündigen wäre dumm",
    "Da wären wir ja blöd, Webwerk zu kündigen",
    "Webwerk zahlt, das bleibt so",
    "Das mit Luca löschen war ein Missverständnis",
    "Before I end it with Webwerk I want to hear their side.",
    "We'll talk about ending Webwerk next week.",
    "The board has to approve before Webwerk is ended.",
    "I'd be mad to end Webwerk",
    "Webwerk pays, and that stays so",
    "Webwerk offered to pay. We declined.",
    "leave the request to Webwerk where it is",
    "Luca asked whether we're removing him",
)
CONDITIONS = (
    "Liefert Webwerk bis Freitag nicht, dann kündige Webwerk",
    "Meldet sich Webwerk nicht, zieh die Anfrage zurück",
    "Ausser sie entschuldigen sich, kündigen wir Webwerk",
    "Webwerk muss liefern, sonst kündigen wir",
    "Notfalls kündigen wir halt Webwerk",
    "Wir werden Webwerk wohl kündigen müssen",
    "Möglich, dass wir Webwerk kündigen",
    "Noch ein Fehler und Webwerk fliegt raus",
    "Wir drohen Webwerk mit der Kündigung",
    "Ich warne davor, Luca zu entfernen",
    "Luca hat Angst, dass man ihn löscht",
    "Webwerk bat mich, die Anfrage zurückzuziehen",
    "If Webwerk doesn't deliver by Friday, then end it with Webwerk",
    "If Luca leaves, then remove him",
    "Should they go bust, end it with Webwerk",
    "Should they go bust, then end it with Webwerk",
    "When Webwerk is done, then take the shop away from them",
    "once the new agency has started, then end it with Webwerk",
    "end it with Webwerk once they have handed over the shop",
    "Webwerk must deliver, otherwise we end it",
    "Chances are we end it with Webwerk",
    "it may well be that we end it with Webwerk",
    "I'm this close to ending Webwerk",
    "I'd advise against removing Luca",
    "Luca is afraid of being removed",
    "hopefully Webwerk pays for itself soon",
)
ABANDONED = (
    "Wollte gerade die Anfrage an Webwerk zurückziehen. Hat sich erledigt, wir warten noch ab.",
    "Ich wollte Webwerk kündigen, hat sich erledigt",
    "Wir wollten Webwerk kündigen. Ist nicht mehr nötig.",
    "Wir hatten vor, Webwerk zu kündigen. Das Thema ist vom Tisch.",
    "War drauf und dran, Webwerk zu kündigen, aber sie haben sich entschuldigt.",
    "Eigentlich wollten wir Webwerk die Produkte wegnehmen. Wir lassen es jetzt mal so.",
    "Wir wollten schon Webwerk kündigen. Kommt nicht mehr in Frage.",
    "wollte grad d Aafrog a Webwerk zruggzieh, het sich erlediget",
    "Fast hätte ich Webwerk gekündigt! Zum Glück nicht.",
    "Die Sache mit der Kündigung von Webwerk ist gestorben.",
    "Ich wollte vorhin die Anfrage an Webwerk zurückziehen. Mittlerweile hat er sich gemeldet.",
    "Ich dachte, wir kündigen Webwerk. Der Chef ist dagegen.",
    "Meine Chefin wollte Webwerk kündigen. Sie hat es sich anders überlegt.",
    "Der Auftrag, Webwerk zu kündigen, ist überholt.",
    "Was about to withdraw the request to Webwerk. Sorted, we'll wait.",
    "I was going to end it with Webwerk. Never mind, all settled.",
    "We were about to cancel Webwerk. No longer needed.",
    "We nearly ended things with Webwerk. They've apologised since.",
    "I'd planned to remove Luca. Forget it, he stays.",
    "Ending Webwerk is off the table.",
    "We meant to take the shop away from Webwerk. Changed our minds.",
    "I had intended to terminate Webwerk. Not any more.",
    "my boss wanted to end Webwerk. He has come round.",
    "The plan to drop Webwerk is dead.",
)
WISHED = {
    "Webwerk antwortet nie, bitte kündigen": "end_partnership",
    "Webwerk soll überhaupt keinen Zugriff mehr haben": "end_partnership",
    "Webwerk soll den Mailservice nicht mehr sehen": "take_products",
    "Luca arbeitet nicht mehr bei uns, bitte austragen": "remove_colleague",
    "Ich wollte Webwerk kündigen": "end_partnership",
    "Wir haben es uns anders überlegt, bitte Webwerk kündigen": "end_partnership",
    "Unser Vertrag mit Webwerk ist überholt. Bitte kündigen.": "end_partnership",
    "Webwerk don't answer, please end it with Webwerk": "end_partnership",
    "Webwerk must not see the Mailservice any longer": "take_products",
    "I don't want to wait any longer, end Webwerk": "end_partnership",
    "We thought it over: please end Webwerk": "end_partnership",
    "Webwerk is no longer needed, please end it": "end_partnership",
    "I wanted to end Webwerk": "end_partnership",
    "Webwerk has finished its work, then please end it with Webwerk": "end_partnership",
    "they've gone bust, so remove Webwerk": "end_partnership",
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("text", DENIED + UNDECIDED + CONDITIONS + ABANDONED)
def test_nothing_grave_comes_of_a_denial(text: str, language: str) -> None:
    assert not any(NATURES[action].grave for action in read(text, language).decision.actions)


@pytest.mark.parametrize(("text", "action"), WISHED.items())
def test_a_not_beside_it_takes_nothing_back(text: str, action: str) -> None:
    assert read(text, "de").decision.actions == (action,)
