// Where things stand on a card in a photo.

/**
 * The map from the unit square to four corners, as a photo in perspective shows it.
 *
 * @param {number[][]} quad top left first, clockwise
 * @returns {(u: number, v: number) => number[]} a point of the photo
 */
export function fromUnitSquare([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]) {
    const [dx1, dx2, dx3] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3];
    const [dy1, dy2, dy3] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3];
    const scale = dx1 * dy2 - dx2 * dy1;
    const g = (dx3 * dy2 - dx2 * dy3) / scale;
    const h = (dx1 * dy3 - dx3 * dy1) / scale;
    return (u, v) => {
        const w = g * u + h * v + 1;
        return [
            ((x1 - x0 + g * x1) * u + (x3 - x0 + h * x3) * v + x0) / w,
            ((y1 - y0 + g * y1) * u + (y3 - y0 + h * y3) * v + y0) / w,
        ];
    };
}

/** Where a card of these corners has the portrait and the signature. */
export function portraitAndSignature(corners) {
    const place = fromUnitSquare(corners);
    const box = (left, top, right, bottom) =>
        [place(left, top), place(right, top), place(right, bottom), place(left, bottom)];
    return [box(0.7, 0.13, 0.985, 0.685), box(0.69, 0.79, 0.985, 0.99)];
}

/** A card's corners moved outwards by a twentieth of its width, so that none of its print sticks out of a cover. */
export function enlarged(corners) {
    const place = fromUnitSquare(corners);
    return [place(-0.05, -0.08), place(1.05, -0.08), place(1.05, 1.08), place(-0.05, 1.08)];
}

/** How long a line of print is and how high, and how it is turned, in pixels and radians. */
export function measured([topLeft, topRight, , bottomLeft]) {
    const length = ([ax, ay], [bx, by]) => Math.hypot(bx - ax, by - ay);
    return {
        width: length(topLeft, topRight), height: length(topLeft, bottomLeft),
        angle: Math.atan2(topRight[1] - topLeft[1], topRight[0] - topLeft[0]),
    };
}
